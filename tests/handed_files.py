"""Invented exports for tests: a crawl of notes with every quirk in it, written in any form."""

import json
import sqlite3

import openpyxl
import polars as pl

HEAD = ("note", "creator", "format", "published_utc", "snapshot_date", "likes", "saves", "comments", "shares")
CHINESE = ("笔记ID", "博主", "体裁", "发布时间(UTC)", "采集日期", "点赞", "收藏", "评论", "分享")
ROWS = (
    ("n0001", "c01", "image_text", "2025-01-13 16:00", "2025-01-20", "24", "0", "2", "0"),
    ("n0002", "c01", "video", "2025-01-14 09:00", "2025-01-20", "1.2万", "310", "", "12"),
    ("n0003", "c02", "image_text", "2025-01-15 23:00", "2025-01-21", "-", "5", "1", "1"),
    ("n0001", "c01", "image_text", "2025-01-13 16:00", "2025-02-01", "31", "1", "2", "0"),  # seen again
    ("n0004", "c03", "video", "2025-01-16 01:00", "2025-01-21", "10+", "4.5万", "7", "3"),
    ("n0002", "c01", "video", "2025-01-14 09:00", "2025-01-19", "900", "300", "4", "9"),  # seen before
)
N_REPEATED, N_BLANK, N_CONVERTED = 2, 1, 3  # by eye, of the rows above: 1.2万, 10+, 4.5万


def write_csv(path, head=HEAD, rows=ROWS, encoding="utf-8"):
    """Write a table of text."""
    text = "\r\n".join(",".join(row) for row in (head, *rows)) + "\r\n"
    path.write_bytes(text.encode(encoding))
    return path


def write_xlsx(path, head=HEAD, rows=ROWS, above=()):
    """Write a workbook; whole numbers are number cells."""
    book = openpyxl.Workbook()
    for row in (*above, head, *rows):
        book.active.append([int(cell) if cell.isdigit() else cell or None for cell in row])
    book.save(path)
    return path


def write_jsonl(path, head=HEAD, rows=ROWS):
    """Write a record a line."""
    lines = [json.dumps(dict(zip(head, row, strict=True)), ensure_ascii=False) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def write_json(path, head=HEAD, rows=ROWS):
    """Write a document of records."""
    records = [dict(zip(head, row, strict=True)) for row in rows]
    path.write_text(json.dumps({"code": 0, "data": {"list": records}}, ensure_ascii=False), encoding="utf-8")
    return path


def write_sqlite(path, head=HEAD, rows=ROWS):
    """Write a database of one table."""
    with sqlite3.connect(path) as base:
        base.execute(f"CREATE TABLE crawl ({', '.join(f'{name!r} text' for name in head)})")
        base.executemany(f"INSERT INTO crawl VALUES ({', '.join('?' * len(head))})", rows)
    base.close()
    return path


def write_parquet(path, head=HEAD, rows=ROWS):
    """Write columns of text."""
    pl.DataFrame(list(rows), schema=dict.fromkeys(head, pl.String), orient="row").write_parquet(path)
    return path


FORMS = {
    "notes.csv": write_csv,
    "gb.csv": lambda path: write_csv(path, encoding="gb18030"),
    "chinese.csv": lambda path: write_csv(path, CHINESE, encoding="gb18030"),
    "bom.csv": lambda path: write_csv(path, encoding="utf-8-sig"),
    "wide.csv": lambda path: write_csv(path, encoding="utf-16"),
    "notes.xlsx": write_xlsx,
    "chinese.xlsx": lambda path: write_xlsx(path, CHINESE, above=[("某导出",), ("",)]),
    "notes.jsonl": write_jsonl,
    "chinese.jsonl": lambda path: write_jsonl(path, CHINESE),
    "notes.json": write_json,
    "notes.db": write_sqlite,
    "notes.parquet": write_parquet,
}
