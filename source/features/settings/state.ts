/** What can be set while the program runs. */
export const settings = ['profile', 'theme', 'language', 'interval', 'sort', 'filter'] as const;
export type Setting = (typeof settings)[number];
