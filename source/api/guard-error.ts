/**
 * A forbidden request, which is a bug of this program. It is not an `ApiError`, so it is not handled as a failure of the
 * service.
 */
export class GuardError extends Error {
	override readonly name = 'GuardError';
}
