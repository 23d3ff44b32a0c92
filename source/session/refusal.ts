/** Exit codes that do not depend on the results of the runs. `readerGone`: 128 plus SIGPIPE, as in shells. */
export const exitCodes = {usageError: 2, gaveUp: 3, interrupted: 130, readerGone: 141} as const;

/** An error that prevents the start of the program. Its message is a sentence for the user. */
export class Refusal extends Error {
	override readonly name = 'Refusal';
	readonly exitCode: number;

	constructor(message: string, exitCode: number = exitCodes.usageError) {
		super(message);
		this.exitCode = exitCode;
	}
}
