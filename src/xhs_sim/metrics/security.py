"""What becomes of accounts: protection, takeovers, how long until they are back, and what that costs."""

import polars as pl

from .frames import at_end, exact_sum, measured, ratio, total, total_cny
from .metric import Tables, metric

HOURS = 24


@metric("per 10,000 accounts", better="lower", en="Takeovers per 10,000 accounts", zh="每万账号被盗数", is_rate=True)
def takeovers_per_10000(records: Tables) -> pl.DataFrame:
    """Accounts taken over in the run, per 10,000 of those that were there, a day's mean."""
    return _of_accounts(records, ratio(10_000.0 * total("takeovers"), pl.col("accounts").mean()))


@metric("accounts", better="lower", en="Accounts lost for good", zh="未找回的账号数")
def accounts_lost(records: Tables) -> pl.DataFrame:
    """Accounts that were locked and whose owners never came back."""
    return _of_accounts(records, total("lost"))


@metric("hours", better="lower", en="Hours until a taken account is locked", zh="盗号到锁号的小时数", is_rate=True)
def hours_until_lock(records: Tables) -> pl.DataFrame:
    """Mean time from the takeover to the lock, of accounts locked in the run."""
    return _of_accounts(records, ratio(exact_sum(pl.col("lock_hours")), total("locked")))


@metric("days", better="lower", en="Days until a taken account is back", zh="盗号到找回的天数", is_rate=True)
def days_until_recovery(records: Tables) -> pl.DataFrame:
    """Mean time from the takeover until the owner has the account, of those who got it in the run."""
    return _of_accounts(records, ratio(exact_sum(pl.col("recovery_hours")) / HOURS, total("recovered")))


@metric("share", better="higher", en="Strong passwords", zh="强密码占比")
def strong_password_share(records: Tables) -> pl.DataFrame:
    """Accounts with a strong password over accounts, on the last day."""
    return _of_accounts(records, ratio(at_end("strong"), at_end("accounts")))


@metric("share", better="higher", en="Two-factor sign-in", zh="两步验证占比")
def two_factor_share(records: Tables) -> pl.DataFrame:
    """Accounts with two-factor sign-in over accounts, on the last day."""
    return _of_accounts(records, ratio(at_end("two_factor"), at_end("accounts")))


@metric("notes", better="lower", en="Spam from taken accounts", zh="被盗账号发布的垃圾笔记")
def spam_notes(records: Tables) -> pl.DataFrame:
    """Notes that intruders published from accounts that are not theirs."""
    return _of_accounts(records, total("spam_notes"))


@metric("CNY", better="none", en="Education on account security", zh="账号安全宣传费用", counts_money=True)
def education_spend(records: Tables) -> pl.DataFrame:
    """What the platform paid to teach people how to protect their accounts."""
    return _of_accounts(records, total_cny("education_cny"))


@metric("CNY", better="lower", en="Cost of takeovers and education", zh="盗号损失与宣传费用", counts_money=True)
def security_cost(records: Tables) -> pl.DataFrame:
    """What takeovers cost the platform, and what it paid for education."""
    return _of_accounts(records, total_cny("loss_cny", "education_cny"))


def _of_accounts(records: Tables, value: pl.Expr) -> pl.DataFrame:
    """Evaluate over the run; null where accounts are not simulated."""
    return measured(records["security_daily"], pl.when(pl.len() > 0).then(value))
