/** The whole of a body. */
export type Body = {
	/** The SHA-256 of its bytes: two bodies that have the same one are the same. */
	readonly digest: string;
	/** The bytes as text, decoded each time it is asked for. Invalid UTF-8 becomes U+FFFD, a byte order mark is left out. */
	text(): string;
};
