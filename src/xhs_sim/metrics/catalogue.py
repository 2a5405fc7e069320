"""The table of contents: every metric with unit, direction, names and the function that defines it.

To add one: a function in the module of its family, and a line here.
"""

from typing import Final

from ..config.registry import Registry
from . import (
    account,
    ads,
    alliance,
    attribution,
    audience,
    brands,
    campaigns,
    commerce,
    content,
    costs,
    creators,
    dose,
    feed,
    likes,
    reactions,
    revenue,
    search,
)
from .metric import Metric, define
from .small_accounts import of_small_accounts

_ALL = (
    # Audience
    define(audience.users, "users", "none", "Users", "用户"),
    define(audience.dau, "users", "higher", "Daily active users", "日活跃用户"),
    define(audience.mau, "users", "higher", "Monthly active users", "月活跃用户"),
    define(audience.stickiness, "DAU/MAU", "higher", "Stickiness (DAU/MAU)", "黏性（DAU/MAU）"),
    define(audience.d1_retention, "share", "higher", "D1 retention", "次日留存"),
    define(audience.d7_retention, "share", "higher", "D7 retention", "7 日留存"),
    define(audience.d30_retention, "share", "higher", "D30 retention", "30 日留存"),
    define(audience.sessions_per_active_day, "sessions", "higher", "Sessions per active day", "每活跃日会话数"),
    define(audience.women_share, "share", "none", "Women among visitors", "女性访客占比"),
    define(audience.age_share("a18_24"), "share", "none", "Users aged 18 to 24", "18–24 岁占比"),
    define(audience.age_share("a25_34"), "share", "none", "Users aged 25 to 34", "25–34 岁占比"),
    define(audience.weekday_peak, "share", "none", "Busiest weekday", "最活跃星期占比"),
    define(audience.impressions, "impressions", "higher", "Impressions", "曝光"),
    define(audience.impressions_per_active_day, "impressions", "higher", "Impressions per active day", "每活跃日曝光"),
    define(audience.true_satisfaction, "score 0-1", "higher", "True satisfaction", "真实满意度"),
    # How the feed is read
    define(feed.session_depth, "impressions", "none", "Notes looked at in a session", "单次会话浏览深度"),
    define(feed.first_click_rank, "place", "none", "Place of the first click", "首次点击位置"),
    define(feed.following_click_share, "share", "none", "Clicks on following", "关注页点击占比"),
    define(feed.impression_share("explore"), "share", "none", "Impressions on explore", "发现页曝光占比"),
    define(feed.impression_share("following"), "share", "none", "Impressions on following", "关注页曝光占比"),
    define(feed.impression_share("search"), "share", "none", "Impressions on search", "搜索页曝光占比"),
    define(feed.impression_share("nearby"), "share", "none", "Impressions nearby", "附近页曝光占比"),
    define(feed.first_day_like_share, "share", "none", "Likes in a note's first two days", "发布两日内点赞占比"),
    define(feed.click_auc, "probability", "higher", "AUC of predicted clicks", "点击预估 AUC"),
    define(feed.click_calibration, "predicted per click", "none", "Predicted over actual clicks", "点击预估校准比"),
    define(feed.topics_per_screenful, "topics", "higher", "Topics in ten notes", "每十条笔记的话题数"),
    # Search
    define(search.search_share_of_clicks, "share", "none", "Clicks on search", "搜索点击占比"),
    define(search.searches_per_searcher_day, "searches", "none", "Searches per searcher-day", "搜索用户日均搜索次数"),
    define(search.monthly_searcher_share, "share", "none", "Monthly users who search", "月搜索用户占比"),
    define(search.purchase_search_share, "share", "none", "Searches to buy", "购买意图搜索占比"),
    define(search.search_depth, "impressions", "none", "Results looked at in a search", "单次搜索浏览深度"),
    define(search.search_first_click_rank, "place", "none", "Place of a search's first click", "搜索首次点击位置"),
    define(search.search_ctr_ratio, "ratio", "none", "CTR of search over explore", "搜索与发现页点击率之比"),
    *(
        define(search.on_surfaces(prefix, act, *on), "per click", "higher", label_en + where_en, label_zh + where_zh)
        for prefix, on, where_en, where_zh in (
            ("search", ("search",), ", search", "（搜索）"),
            ("feed", ("explore", "following"), ", feed", "（推荐）"),
        )
        for act, label_en, label_zh in (
            ("likes", "Like rate", "点赞率"),
            ("saves", "Save rate", "收藏率"),
            ("comments", "Comment rate", "评论率"),
            ("shares", "Share rate", "分享率"),
        )
    ),
    define(search.brand_searches, "searches", "higher", "Brand searches", "品牌搜索量"),
    define(search.search_back_rate, "share", "higher", "Search-back rate", "回搜率"),
    # Content: rates, and how likes are spread over notes
    define(content.ctr, "per impression", "higher", "CTR", "点击率"),
    define(content.like_rate, "per click", "higher", "Like rate", "点赞率"),
    define(content.save_rate, "per click", "higher", "Save rate", "收藏率"),
    define(content.comment_rate, "per click", "higher", "Comment rate", "评论率"),
    define(content.share_rate, "per click", "higher", "Share rate", "分享率"),
    define(content.follow_rate, "per click", "higher", "Follow rate", "关注率"),
    define(reactions.hide_rate, "per impression", "lower", "Hide rate", "不感兴趣率"),
    define(reactions.report_rate, "per click", "lower", "Report rate", "举报率"),
    define(reactions.message_rate, "per click", "higher", "Message rate", "私信率"),
    define(reactions.reply_rate, "per comment", "higher", "Reply rate", "评论回复率"),
    define(reactions.unfollow_rate, "per follow", "lower", "Unfollows per follow", "取关与关注之比"),
    define(reactions.friends_per_share, "per share", "higher", "Friends reached by a share", "每次分享触达好友"),
    define(reactions.share_spill, "per share", "none", "People outside reached by a share", "每次分享站外触达"),
    define(content.engagement_rate, "per click", "higher", "Engagement rate", "互动率"),
    define(content.coverage, "share", "higher", "Coverage", "笔记曝光覆盖率"),
    define(likes.like_ln_mean, "ln(1+likes)", "none", "Mean of ln(1+likes)", "ln(1+赞) 均值"),
    define(likes.like_ln_sd, "ln(1+likes)", "none", "SD of ln(1+likes)", "ln(1+赞) 标准差"),
    define(likes.like_gini, "Gini", "none", "Gini of likes", "点赞基尼系数"),
    define(likes.like_tail_exponent, "density exponent", "none", "Tail exponent of likes", "点赞尾部指数"),
    define(likes.like_zero_share, "share", "none", "Notes without a like", "零赞笔记占比"),
    define(likes.like_median, "likes", "none", "Median likes", "点赞中位数"),
    define(likes.like_100_share, "share", "none", "Notes with 100 likes or more", "百赞以上笔记占比"),
    define(likes.like_top_1_share, "share of likes", "none", "Likes of the top 1%", "头部 1% 笔记点赞占比"),
    define(likes.like_top_10_share, "share of likes", "none", "Likes of the top 10%", "头部 10% 笔记点赞占比"),
    *(
        define(of_small_accounts(measure), unit, "none", f"{label_en}, small accounts", f"{label_zh}（小号）")
        for measure, unit, label_en, label_zh in (
            (likes.like_ln_mean, "ln(1+likes)", "Mean of ln(1+likes)", "ln(1+赞) 均值"),
            (likes.like_ln_sd, "ln(1+likes)", "SD of ln(1+likes)", "ln(1+赞) 标准差"),
            (likes.like_median, "likes", "Median likes", "点赞中位数"),
            (likes.like_zero_share, "share", "Notes without a like", "零赞笔记占比"),
            (likes.like_100_share, "share", "Notes with 100 likes or more", "百赞以上笔记占比"),
            (likes.like_gini, "Gini", "Gini of likes", "点赞基尼系数"),
            (likes.like_tail_exponent, "density exponent", "Tail exponent of likes", "点赞尾部指数"),
            (likes.like_top_1_share, "share of likes", "Likes of the top 1%", "头部 1% 笔记点赞占比"),
            (likes.like_top_10_share, "share of likes", "Likes of the top 10%", "头部 10% 笔记点赞占比"),
            (likes.saves_slope, "log per log", "Saves grow with likes", "收藏随赞增长斜率"),
            (likes.comments_slope, "log per log", "Comments grow with likes", "评论随赞增长斜率"),
            (likes.shares_slope, "log per log", "Shares grow with likes", "分享随赞增长斜率"),
        )
    ),
    # Creators
    define(creators.exposure_gini, "Gini", "lower", "Exposure Gini", "曝光基尼系数"),
    define(creators.small_creator_exposure_share, "share", "higher", "Small creators' impressions", "小博主曝光占比"),
    define(creators.publish_rate, "publishers/DAU", "higher", "Publishing penetration", "发布渗透率"),
    define(creators.monthly_publisher_share, "publishers/MAU", "higher", "Monthly publishers", "月发布者占比"),
    define(creators.active_publishers, "users", "higher", "Active publishers", "活跃发布者"),
    define(creators.new_publisher_share, "share", "none", "First notes among publishers", "新发布者占比"),
    define(creators.same_day_note_share, "share", "none", "Notes in a burst", "同日连发占比"),
    *(
        define(creators.followers_over(n), "share", "none", f"Users with over {n:,} followers", f"粉丝数超 {n:,} 占比")
        for n in (10, 100, 1000, 10_000)
    ),
    define(creators.follows_per_engagement, "per like or save", "higher", "Follows per like or save", "赞藏转粉率"),
    define(creators.creator_income_cny, "CNY", "higher", "Creators' income from brands", "博主商单收入"),
    define(revenue.creator_income, "CNY", "higher", "Creators' income less boosts", "博主净收入"),
    # An account whose content is planned
    define(account.followers_gained, "followers", "higher", "Followers gained", "净增粉丝"),
    define(account.account_notes, "notes", "none", "Notes of the account", "账号发布笔记数"),
    define(account.account_impressions, "impressions", "higher", "Account impressions", "账号曝光"),
    define(
        account.account_impressions_per_note,
        "impressions",
        "higher",
        "Impressions of a note of the account",
        "账号单篇曝光",
    ),
    define(account.account_search_impressions, "impressions", "higher", "Account impressions, search", "账号搜索曝光"),
    define(account.account_clicks, "clicks", "higher", "Account clicks", "账号点击"),
    define(account.account_engagements, "engagements", "higher", "Account engagements", "账号互动量"),
    define(account.account_ctr, "per impression", "higher", "Account CTR", "账号点击率"),
    define(account.account_engagement_rate, "per click", "higher", "Account engagement rate", "账号互动率"),
    define(account.account_hours, "hours", "lower", "Hours of work", "账号创作工时"),
    # The platform's money
    define(revenue.platform_revenue, "CNY", "higher", "Platform revenue", "平台收入"),
    define(revenue.platform_income, "CNY", "higher", "Platform's income statement", "平台收入（按流水）"),
    define(revenue.commission_revenue, "CNY", "higher", "Commission revenue", "佣金收入"),
    define(revenue.service_fee_revenue, "CNY", "higher", "Marketplace fees", "平台服务费收入"),
    define(ads.ad_revenue, "CNY", "higher", "Ad revenue", "广告收入"),
    define(ads.ad_revenue_per_active_day, "CNY per DAU", "higher", "Ad revenue per DAU", "每活跃用户日广告收入"),
    # Advertisements
    define(ads.ad_load, "share", "none", "Ad load", "广告加载率"),
    define(ads.feed_ad_ctr, "per impression", "higher", "CTR of feed ads", "信息流广告点击率"),
    define(ads.feed_ad_cpm, "CNY per 1000 impressions", "none", "CPM of feed ads", "信息流广告千次曝光成本"),
    define(ads.feed_ad_cpc, "CNY per click", "none", "CPC of feed ads", "信息流广告单次点击成本"),
    define(ads.search_ad_cpc, "CNY per click", "none", "CPC of search ads", "搜索广告单次点击成本"),
    define(ads.over_delivery_share, "share", "lower", "Ads beyond a budget", "超预算投放占比"),
    # Brands: reach, response, standing
    define(brands.brand_impressions, "impressions", "higher", "Brand impressions", "品牌曝光"),
    define(brands.sponsored_impressions, "impressions", "higher", "Sponsored impressions", "报备笔记曝光"),
    define(ads.ad_impressions, "impressions", "higher", "Ad impressions", "广告曝光"),
    define(brands.reach, "users", "higher", "Reach", "触达人数"),
    define(brands.reach_share, "share of users", "higher", "Reach share", "触达占比"),
    define(brands.frequency, "impressions per user", "none", "Frequency", "人均频次"),
    define(brands.repeat_reach_share, "share of reach", "none", "Reached twice or more", "重复触达占比"),
    define(brands.brand_clicks, "clicks", "higher", "Clicks", "点击"),
    define(brands.brand_ctr, "per impression", "higher", "Brand CTR", "品牌点击率"),
    define(brands.brand_engagements, "engagements", "higher", "Engagements", "互动量"),
    define(brands.brand_engagement_rate, "per click", "higher", "Brand engagement rate", "品牌互动率"),
    define(brands.aware_users, "users", "higher", "Aware users", "认知人群"),
    define(brands.interested_users, "users", "higher", "Interested users", "兴趣人群"),
    define(brands.recommending_users, "users", "higher", "Recommending users", "推荐人群"),
    # Commerce
    define(commerce.product_visits, "visits", "higher", "Product visits", "商品访问"),
    define(commerce.carts, "carts", "higher", "Carts", "加购"),
    define(commerce.orders, "orders", "higher", "Orders", "订单"),
    define(commerce.gmv, "CNY", "higher", "GMV", "GMV"),
    define(commerce.aov, "CNY per order", "higher", "Average order value", "客单价"),
    define(commerce.order_rate_per_visit, "per visit", "higher", "Orders per visit", "访问下单率"),
    define(commerce.leaked_orders, "orders", "none", "Leaked orders", "外溢订单"),
    define(commerce.influenced_gmv, "CNY", "higher", "Influenced GMV", "影响的 GMV"),
    define(commerce.refunds, "CNY", "none", "Refunds", "退款"),
    define(commerce.refund_rate, "per order", "lower", "Refund rate", "退款率"),
    define(commerce.buyers, "users", "higher", "Buyers", "购买人数"),
    define(commerce.repeat_buyer_share, "share of buyers", "higher", "Repeat buyers", "复购人群占比"),
    define(commerce.units_sold, "units", "higher", "Units sold", "销售件数"),
    define(commerce.gross_margin_per_unit, "CNY per unit", "higher", "Gross margin per unit", "件均毛利"),
    define(commerce.promotion_days, "days", "none", "Days of promotion", "促销天数"),
    define(commerce.sold_out_orders, "orders", "lower", "Orders lost to empty stock", "售罄流失订单"),
    define(commerce.live_minutes, "minutes", "none", "Live minutes", "直播分钟数"),
    define(commerce.live_gmv, "CNY", "higher", "Live GMV", "直播 GMV"),
    define(commerce.live_audience, "users", "higher", "Live audience", "直播观看人数"),
    define(commerce.live_order_rate, "per person", "higher", "Live orders per person in the room", "直播转化率"),
    define(commerce.live_aov, "CNY per order", "higher", "Live average order value", "直播客单价"),
    # Costs and attribution
    define(costs.spend, "CNY", "none", "Spend", "花费"),
    define(ads.ad_spend, "CNY", "none", "Ad spend", "广告花费"),
    define(ads.brand_feed_cpc, "CNY per click", "lower", "CPC of the brand's feed ads", "品牌信息流广告单次点击成本"),
    define(ads.brand_search_cpc, "CNY per click", "lower", "CPC of the brand's search ads", "品牌搜索广告单次点击成本"),
    define(costs.sponsored_notes, "notes", "none", "Sponsored notes", "报备笔记数"),
    define(costs.inside_share, "share of followers", "higher", "Inside share", "市场内占比"),
    define(costs.outside_followers, "followers", "none", "Followers outside the market", "市场外粉丝"),
    define(costs.spill_impressions, "impressions", "none", "Spill: impressions outside", "市场外曝光（估计）"),
    define(alliance.audience_overlap, "share", "none", "Audience overlap with the partner", "与联名方人群重合度"),
    define(costs.cpm, "CNY per 1000 impressions", "lower", "CPM", "千次曝光成本"),
    define(costs.cpc, "CNY per click", "lower", "CPC", "单次点击成本"),
    define(costs.cpe, "CNY per engagement", "lower", "CPE", "单次互动成本"),
    define(costs.cac, "CNY per first-time buyer", "lower", "CAC", "获客成本"),
    define(costs.margin_cny, "CNY", "higher", "Margin", "毛利"),
    define(revenue.brand_profit, "CNY", "higher", "Brand's profit", "品牌利润"),
    # How large the campaign is against its market
    define(dose.budget_per_head, "CNY per user", "none", "Spend per user of the market", "市场人均花费"),
    define(dose.share_of_impressions, "share", "none", "Paid impressions among all", "付费曝光占全部曝光"),
    define(dose.share_of_notes, "share", "none", "Paid notes among all", "付费笔记占全部笔记"),
    define(dose.share_of_tier_hired, "share", "none", "Most of a tier's creators hired", "单一层级达人签约占比"),
    define(attribution.attributed_orders, "orders", "higher", "Attributed orders", "归因订单"),
    define(attribution.attributed_gmv, "CNY", "higher", "Attributed GMV", "归因 GMV"),
    define(attribution.roas, "CNY per CNY", "higher", "Attributed ROAS", "归因 ROAS"),
    # The campaign beyond notes and ads
    define(campaigns.contract_completion_rate, "share", "higher", "Contracts delivered", "合同履约率"),
    define(campaigns.mean_delay_days, "days", "lower", "Days from signing to note", "签约到发布天数"),
    define(campaigns.creator_spend, "CNY", "none", "Spend on creators", "达人花费"),
    define(campaigns.trial_spend, "CNY", "none", "Spend on products on trial", "置换产品花费"),
    define(campaigns.trial_write_rate, "share", "higher", "Products on trial written about", "置换发布率"),
    *(
        each
        for kind, of_en, of_zh in (
            ("paid", "paid notes", "付费笔记"),
            ("trial", "trial notes", "置换笔记"),
            ("cocreation", "co-created notes", "共创笔记"),
        )
        for each in (
            define(campaigns.notes_by_kind(kind), "notes", "none", of_en.capitalize(), f"{of_zh}数"),
            define(campaigns.spend_by_kind(kind), "CNY", "none", f"Spend on {of_en}", f"{of_zh}花费"),
            define(campaigns.ctr_by_kind(kind), "per impression", "higher", f"CTR of {of_en}", f"{of_zh}点击率"),
            define(
                campaigns.cpm_by_kind(kind),
                "CNY per 1000 impressions",
                "lower",
                f"CPM of {of_en}",
                f"{of_zh}千次曝光成本",
            ),
        )
    ),
    define(campaigns.media_spend, "CNY", "none", "Spend on media outside", "站外媒体花费"),
    define(campaigns.event_spend, "CNY", "none", "Spend on the event", "线下活动花费"),
    define(campaigns.community_spend, "CNY", "none", "Spend on the group", "社群花费"),
    define(campaigns.reward_spend, "CNY", "none", "Spend on rewards", "奖励花费"),
    define(campaigns.survey_spend, "CNY", "none", "Spend on the market survey", "市场调研花费"),
    define(campaigns.media_contacts, "contacts", "none", "Media contacts in the market", "站外媒体触达（市场内）"),
    define(campaigns.media_spill, "contacts", "none", "Media contacts outside the market", "站外媒体触达（市场外）"),
    define(campaigns.media_notices, "notices", "higher", "Noticed in media outside", "站外媒体注意次数"),
    define(campaigns.media_learned, "users", "higher", "Learned of the brand from media", "站外媒体新增认知"),
    define(campaigns.attendance, "people", "higher", "Attendance of the event", "线下活动到场人数"),
    define(campaigns.participants, "users", "higher", "Participants for a reward", "有奖活动参与人数"),
    define(campaigns.prompted_notes, "notes", "higher", "Prompted notes", "活动带动笔记数"),
    define(campaigns.community_members, "users", "higher", "Members of the group", "社群成员数"),
    define(campaigns.community_d7_return, "share", "higher", "Members' D7 return", "社群成员 7 日回访率"),
    define(campaigns.surveyed_interest, "share", "higher", "Interest by survey", "调研兴趣占比"),
    *(
        each
        for rule, label_en, label_zh in (
            ("last_touch", "last touch", "末次触点"),
            ("first_touch", "first touch", "首次触点"),
            ("linear", "linear", "线性"),
            ("platform", "the platform's rule", "平台口径"),
        )
        for each in (
            define(attribution.credited_gmv(rule), "CNY", "none", f"GMV, {label_en}", f"归因 GMV（{label_zh}）"),
            define(attribution.credited_gmv_se(rule), "CNY", "none", f"Its SE, {label_en}", f"标准误（{label_zh}）"),
            *(
                define(
                    attribution.credited_gmv(rule, channel),
                    "CNY",
                    "none",
                    f"GMV of {of_en}, {label_en}",
                    f"{of_zh}归因 GMV（{label_zh}）",
                )
                for channel, of_en, of_zh in (
                    ("creator_notes", "creators' notes", "博主笔记"),
                    ("feed_ads", "feed ads", "信息流广告"),
                    ("search_ads", "search ads", "搜索广告"),
                )
            ),
        )
    ),
)
METRICS: Final[Registry[Metric]] = Registry("metric", {metric.name: metric for metric in _ALL}, takes_places=False)
