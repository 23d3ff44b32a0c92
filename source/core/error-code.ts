/** Returns the `code` that Node.js and undici put on their errors, such as `ECONNREFUSED`; null if there is none. */
export function errorCode(error: unknown): string | null {
	return error instanceof Error && 'code' in error && typeof error.code === 'string'
		? error.code
		: null;
}

/** Resolves to null if a call of the file system fails because the file does not exist. */
export async function nullIfMissing<Value>(call: Promise<Value>): Promise<Value | null> {
	try {
		return await call;
	} catch (error) {
		if (errorCode(error) === 'ENOENT') {
			return null;
		}

		throw error;
	}
}
