/** So many examples say enough. */
const maxExamples = 5;
const longestExample = 600;

/** Counts the cases of a part and keeps the first of those that went wrong. */
export class Verdicts {
	readonly examples: string[] = [];
	cases = 0;
	failed = 0;

	/** Does a case; what it throws is its failure. */
	case(name: string, work: () => void): void {
		this.cases++;

		try {
			work();
		} catch (error) {
			this.fail(name, error);
		}
	}

	/** The same for a case that takes its time. */
	async caseAsync(name: string, work: () => Promise<void>): Promise<void> {
		this.cases++;

		try {
			await work();
		} catch (error) {
			this.fail(name, error);
		}
	}

	/** Notes a failure, of a case that was counted or of the part as a whole. */
	fail(name: string, error: unknown): void {
		this.failed++;

		if (this.examples.length < maxExamples) {
			const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
			this.examples.push(`${name}: ${text}`.slice(0, longestExample));
		}
	}
}
