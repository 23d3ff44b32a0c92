/** Replaces each array by null where an object is needed. Valibot accepts an array as an object, but rejects null. */
export function withoutLists(value: unknown, path: readonly string[] = []): unknown {
	const [part] = path;
	const needsObject =
		part === undefined ||
		((part === 'keys' || part === 'history') && path.length === 1) ||
		(part === 'profiles' && path.length <= 2);

	if (!needsObject || typeof value !== 'object' || value === null) {
		return value;
	}

	return Array.isArray(value)
		? null
		: Object.fromEntries(
				Object.entries(value).map(([name, child]) => [name, withoutLists(child, [...path, name])]),
			);
}
