/** Exit codes of a program that ends before its runs. */
export const exitCodes = {wrongUsage: 2, gaveUp: 3, interrupted: 130} as const;

/** Ends the start of the program. The message is a sentence for the user. */
export class Refusal extends Error {
	override readonly name = 'Refusal';
	readonly exitCode: number;

	constructor(message: string, exitCode: number = exitCodes.wrongUsage) {
		super(message);
		this.exitCode = exitCode;
	}
}
