type TextsByKind<Union extends {readonly kind: string}, Rest extends readonly unknown[]> = {
	readonly [Kind in Union['kind']]: (
		value: Extract<Union, {readonly kind: Kind}>,
		...rest: Rest
	) => string;
};

/** Returns a function that formats a value. It calls the function in `texts` for the `kind` of the value. */
export function textByKind<
	Union extends {readonly kind: string},
	Rest extends readonly unknown[] = [],
>(texts: TextsByKind<Union, Rest>): (value: Union, ...rest: Rest) => string {
	return (value, ...rest) => {
		const text = texts[value.kind as Union['kind']] as (value: Union, ...rest: Rest) => string;
		return text(value, ...rest);
	};
}
