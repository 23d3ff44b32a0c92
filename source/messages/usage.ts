export const usageEn = {};

export const usageZh: typeof usageEn = {};
