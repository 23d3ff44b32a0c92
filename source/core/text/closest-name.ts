const maxEdits = 2;

export function closestName(typed: string, names: readonly string[]): string | null {
	const [nearest] = names
		.filter(name => Math.abs(name.length - typed.length) <= maxEdits)
		.map(name => ({name, distance: editDistance(typed, name)}))
		.filter(({distance}) => distance <= Math.min(maxEdits, typed.length / 2))
		.toSorted((a, b) => a.distance - b.distance);
	return nearest?.name ?? null;
}

function editDistance(from: string, to: string): number {
	let row = Array.from({length: to.length + 1}, (_, index) => index);

	for (let index = 0; index < from.length; index++) {
		const next = [index + 1];

		for (let place = 0; place < to.length; place++) {
			const changed = (row[place] ?? 0) + (from[index] === to[place] ? 0 : 1);
			next.push(Math.min(changed, (row[place + 1] ?? 0) + 1, (next[place] ?? 0) + 1));
		}

		row = next;
	}

	return row.at(-1) ?? 0;
}
