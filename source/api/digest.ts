import {createCipheriv, createSecretKey, hash, randomBytes} from 'node:crypto';
import {setImmediate} from 'node:timers/promises';

const key = createSecretKey(randomBytes(16));
const nonce = Buffer.alloc(12);

/** In bytes. The digest of a portion takes less than a millisecond. */
const portion = 1_048_576;

/**
 * Returns a digest that can be compared only with digests of the same process. Yields to the event loop after each
 * portion. For long bytes it is an AES-GCM tag, which takes a tenth of the time of SHA-256, but more time to set up.
 */
export async function digestOf(bytes: Uint8Array): Promise<string> {
	if (bytes.length <= portion) {
		return hash('sha256', bytes, 'base64');
	}

	const cipher = createCipheriv('aes-128-gcm', key, nonce);

	for (let from = 0; from < bytes.length; from += portion) {
		cipher.setAAD(bytes.subarray(from, from + portion));
		await setImmediate();
	}

	cipher.final();
	return cipher.getAuthTag().toString('base64');
}
