"""Invented places, where benchmarks need more than one."""

from __future__ import annotations

COUNTIES = (
    *("青禾县", "临沅市", "云溪区", "霞川县", "北屏区", "松岭县"),
    *("望湖市", "柳泉区", "平澜县", "石埠区", "沙洲县", "宁港市"),
)
