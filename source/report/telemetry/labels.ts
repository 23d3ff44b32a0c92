import type {ForeignText} from '../../core/text/text.ts';

/** How many workflows have series of their own. The runs of all others share the label `other`. */
const maxWorkflows = 50;
const maxLength = 100;

/** Returns the value of the label `workflow`: the id. The first workflows keep their labels as long as the process runs. */
export class WorkflowLabels {
	readonly #known = new Set<string>();

	of(id: ForeignText | null): string {
		if (id === null) {
			return 'unknown';
		}

		const label = labelText(id);

		if (this.#known.size < maxWorkflows) {
			this.#known.add(label);
		}

		return this.#known.has(label) ? label : 'other';
	}
}

export function labelText({safe}: ForeignText): string {
	return safe.slice(0, maxLength);
}
