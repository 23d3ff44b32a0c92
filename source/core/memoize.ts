/**
 * Returns a version of `compute` that caches one result for each first argument, an immutable object that is held
 * weakly. A call with the same object but other further arguments computes again and replaces the cached result.
 */
export function memoizeByObject<Key extends object, Rest extends readonly unknown[], Value>(
	compute: (key: Key, ...rest: Rest) => Value,
): (key: Key, ...rest: Rest) => Value {
	const cache = new WeakMap<Key, {readonly rest: Rest; readonly value: Value}>();
	return (key, ...rest) => {
		const cached = cache.get(key);

		if (cached !== undefined && rest.every((argument, index) => argument === cached.rest[index])) {
			return cached.value;
		}

		const value = compute(key, ...rest);
		cache.set(key, {rest, value});
		return value;
	};
}
