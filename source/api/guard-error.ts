/**
 * A request that must not leave this program. It is a bug of the program and not a failure of the service, so it is
 * no `ApiError` and nobody catches it.
 */
export class GuardError extends Error {
	override readonly name = 'GuardError';
}
