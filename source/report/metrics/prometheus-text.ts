export type Labels = Readonly<Record<string, string>>;

/** The values of a metric, one for each combination of labels. */
export class Series {
	readonly #name: string;
	readonly #values = new Map<string, number>();

	constructor(name: string) {
		this.#name = name;
	}

	set(value: number, labels: Labels): void {
		this.#values.set(labelsText(labels), value);
	}

	add(value: number, labels: Labels): void {
		const text = labelsText(labels);
		this.#values.set(text, (this.#values.get(text) ?? 0) + value);
	}

	lines(): readonly string[] {
		return [...this.#values].map(([labels, value]) => `${this.#name}{${labels}} ${value}\n`);
	}
}

/** Writes a metric in the text format of Prometheus; nothing if it has no value. A histogram has several series. */
export function metricText(
	name: string,
	kind: 'gauge' | 'counter' | 'histogram',
	help: string,
	...series: readonly Series[]
): string {
	const lines = series.flatMap(each => each.lines());
	return lines.length === 0
		? ''
		: `# HELP ${name} ${help}\n# TYPE ${name} ${kind}\n${lines.join('')}`;
}

function labelsText(labels: Labels): string {
	return Object.entries(labels)
		.map(
			([name, value]) => `${name}="${value.replaceAll(/[\\"]/g, '\\$&').replaceAll('\n', '\\n')}"`,
		)
		.join(',');
}
