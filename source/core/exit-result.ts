export type ExitReason = 'done' | 'until' | 'timeout' | 'signal' | 'gave-up';

/** How a headless watch ended. */
export type ExitResult = {readonly reason: ExitReason; readonly exitCode: number};
