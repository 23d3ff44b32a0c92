/**
 * Returns a function that caches the result of `compute` by its first argument, an immutable object, as long as this
 * object exists. It computes the result again if another argument differs from the latest call with this object.
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
