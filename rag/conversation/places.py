"""Words for places that a question may be narrowed to, folded."""

from __future__ import annotations

PROVINCES = (
    "全国 北京 天津 上海 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 "
    "江西 山东 河南 湖北 湖南 广东 海南 四川 贵州 云南 陕西 甘肃 青海 台湾 内蒙古 广西 西藏 宁夏 新疆 香港 澳门"
)
CITIES = (
    "北京 上海 广州 深圳 杭州 南京 苏州 宁波 武汉 成都 西安 长沙 郑州 合肥 厦门 福州 济南 青岛 大连 "
    "沈阳 哈尔滨 贵阳 昆明 呼和浩特 乌鲁木齐 拉萨 兰州 银川 西宁 南宁 海口 三亚 香港 澳门 台北"
)
COUNTRIES = (
    "全球 世界 中国 国内 美国 日本 韩国 英国 德国 法国 印度 俄罗斯 泰国 越南 沙特 新加坡 "
    "亚洲 欧洲 非洲 北美洲 北美 南美洲 大洋洲"
)
CITY_AND_COUNTRY = "城市 城镇 农村 乡村 乡下 偏乡"
PLACES = frozenset(
    f"{PROVINCES} {CITIES} {COUNTRIES} {CITY_AND_COUNTRY} 境内 境外 海外 国外 大湾区 长三角 京津冀".split()
)
"""Every one of them, with regions."""
