export const problemEn = {};

export const problemZh: typeof problemEn = {};
