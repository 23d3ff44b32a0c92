export const exitReasons = ['done', 'until', 'timeout', 'signal', 'gave-up'] as const;
export type ExitReason = (typeof exitReasons)[number];

export type ExitResult = {readonly reason: ExitReason; readonly exitCode: number};
