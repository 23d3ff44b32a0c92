export const reportEn = {};

export const reportZh: typeof reportEn = {};
