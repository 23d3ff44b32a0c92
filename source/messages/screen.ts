export const screenEn = {};

export const screenZh: typeof screenEn = {};
