/**
 * Returns a version of `compute` that caches its latest result for each `key`. A call computes again if an argument in
 * `rest` differs from the latest call with the same key. Keys must be immutable; the cache holds them weakly.
 */
export function memoizeByObject<Key extends object, Rest extends readonly unknown[], Value>(
	compute: (key: Key, ...rest: Rest) => Value,
): (key: Key, ...rest: Rest) => Value {
	const cache = new WeakMap<Key, {readonly rest: Rest; readonly value: Value}>();
	return (key, ...rest) => {
		const cached = cache.get(key);

		if (
			cached?.rest.length === rest.length &&
			rest.every((item, index) => item === cached.rest[index])
		) {
			return cached.value;
		}

		const value = compute(key, ...rest);
		cache.set(key, {rest, value});
		return value;
	};
}
