/** What can be set while the program runs. */
export const liveSettings = ['profile', 'theme', 'language', 'interval', 'sort', 'filter'] as const;
export type Setting = (typeof liveSettings)[number];
