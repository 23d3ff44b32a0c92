/** Why a watch without a screen ended. */
export type ExitReason = 'done' | 'until' | 'timeout' | 'signal' | 'gave-up';

/** How a watch without a screen ended: why, and the exit code of the program. */
export type ExitResult = {readonly reason: ExitReason; readonly exitCode: number};
