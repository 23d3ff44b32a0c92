/** Statuses of 4xx that are no verdict on the question: not there yet, too slow, too early, too often. */
const passing = new Set([404, 408, 425, 429]);
/** A redirect that says it is for good. */
const lasting = new Set([301, 308]);

/** Whether a question that failed with this status may come out otherwise when it is asked again. */
export function mayPass(status: number): boolean {
	return status >= 400 && status < 500 ? passing.has(status) : !lasting.has(status);
}
