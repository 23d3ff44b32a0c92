import type {ForeignText, SafeText} from '../../core/text/text.ts';

/** How many workflows have series of their own. The runs of all others share the label `other`. */
const maxWorkflows = 50;
const maxLength = 100;

/** Values of the label `workflow`. The first workflows keep their ids as labels as long as the process runs. */
export class WorkflowLabels {
	readonly #known = new Set<string>();

	of(id: ForeignText | null): string {
		if (id === null) {
			return 'unknown';
		}

		const label = labelText(id.safe);

		if (this.#known.size < maxWorkflows) {
			this.#known.add(label);
		}

		return this.#known.has(label) ? label : 'other';
	}
}

export function labelText(text: SafeText): string {
	return text.slice(0, maxLength);
}
