// Names as they are common in the city, and streets to live in.
import type { Chance } from './chance.ts';

const SURNAMES = words(`
  王 李 张 刘 陈 杨 赵 黄 周 吴 徐 孙 胡 朱 高 林 何 郭 马 罗 梁 宋
  郑 谢 韩 唐 冯 于 董 萧 程 曹 袁 邓 许 傅 沈 曾 彭 吕 苏 卢 蒋 蔡
  贾 丁 魏 薛 叶 阎 余 潘 杜 戴 夏 钟 汪 田 任 姜 范 方 石 姚 谭 廖
  邹 熊 金 陆 郝 孔 欧阳 上官 司马 诸葛
`);

const GIVEN_OF_MEN = words(`
  伟 强 磊 军 洋 勇 杰 涛 明 超 刚 平 辉 鹏 华 飞 鑫 波 斌 宇 浩 凯
  志强 建国 建军 国庆 海涛 俊杰 文博 子轩 浩然 铁柱 新民 保国
`);

const GIVEN_OF_WOMEN = words(`
  芳 娜 敏 静 丽 艳 娟 霞 燕 玲 红 梅 倩 婷 雪 慧 莹 洁 琳 秀英 秀兰
  桂英 玉兰 春梅 雅婷 欣怡 诗涵 梦琪 晓燕 海燕 丽娟 玉珍 凤霞
`);

const STREETS = words('解放路 中华路 文明路 乐山路 雪松路 置地大道 天中山大道 驿城大道 建设街 健康路');
const ESTATES = words('阳光花园 置地国际 家和小区 金雀小区 天龙居 中央公馆 柳庄社区 刘阁村');

export type Sex = 'M' | 'F';

function words(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}

export function drawName(chance: Chance, sex: Sex): string {
  return chance.pick(SURNAMES) + (sex === 'M' ? chance.pick(GIVEN_OF_MEN) : chance.pick(GIVEN_OF_WOMEN));
}

/** Street and door, to follow the name of a division. */
export function drawDoor(chance: Chance): string {
  const estate = `${chance.pick(ESTATES)}${chance.int(1, 30)}号楼${chance.int(1, 4)}单元${chance.int(1, 18)}0${chance.int(1, 4)}室`;
  return `${chance.pick(STREETS)}${chance.int(1, 399)}号${estate}`;
}
