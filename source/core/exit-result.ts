export type ExitReason = 'done' | 'until' | 'timeout' | 'signal' | 'gave-up';

export type ExitResult = {readonly reason: ExitReason; readonly exitCode: number};
