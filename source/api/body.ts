/** The whole of a body. */
export type Body = {
	/** Two bodies that have the same one are the same (see `Digest`). */
	readonly digest: string;
	/** The bytes in one piece. */
	bytes(): Buffer;
	/**
	 * The bytes from one on and up to another as text, decoded each time it is asked for; all of them where nothing is
	 * said. Invalid UTF-8 becomes U+FFFD, a byte order mark at the start is left out.
	 */
	text(from?: number, to?: number): string;
};
