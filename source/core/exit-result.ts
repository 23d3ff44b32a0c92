/** Why a watch without a screen ended. */
export type EndReason = 'done' | 'until' | 'timeout' | 'signal' | 'gave-up';

/** How a watch without a screen ended: why, and the exit code of the program. */
export type Ending = {readonly reason: EndReason; readonly exitCode: number};
