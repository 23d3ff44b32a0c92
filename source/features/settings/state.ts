/** Settings that the user can change during a session. */
export const liveSettings = ['profile', 'theme', 'language', 'interval', 'sort', 'filter'] as const;
export type Setting = (typeof liveSettings)[number];
