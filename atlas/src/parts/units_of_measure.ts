import { currentLanguage } from "../language";

// Units of the embedded measures; the marts have them in English. A user's own are shown as they are.
const inChinese: Readonly<Record<string, string>> = {
  accounts: "个账号",
  actions: "次操作",
  apps: "个应用",
  articles: "篇",
  calls: "次调用",
  clicks: "次点击",
  comments: "条评论",
  contacts: "位好友",
  cores: "核",
  drivers: "名司机",
  files: "个文件",
  followers: "名粉丝",
  forwards: "次转发",
  GB: "GB",
  groups: "个群",
  hotels: "家酒店",
  hours: "小时",
  "index points": "指数点",
  likes: "次点赞",
  "log-ins": "次登录",
  "Mbit/s": "Mbit/s",
  merchants: "家商户",
  messages: "条消息",
  nights: "间夜",
  orders: "单",
  payments: "笔支付",
  plays: "次播放",
  points: "分",
  posts: "条动态",
  projects: "个项目",
  ratio: "比率",
  searches: "次搜索",
  services: "项服务",
  tickets: "张票",
  transactions: "笔交易",
  users: "名用户",
  views: "次浏览",
  yuan: "元",
};

/** The unit that values are counted in. */
export function unitOfMeasure(unit: string | null | undefined): string {
  if (!unit) return "";
  return currentLanguage() === "zh" ? (inChinese[unit] ?? unit) : unit;
}
