import {createCipheriv, createSecretKey, randomBytes} from 'node:crypto';

const key = createSecretKey(randomBytes(16));
const nonce = Buffer.alloc(12);

/**
 * Computes a digest of bytes (an AES-GCM tag) in a tenth of the time of SHA-256. The key is random in each process, so
 * a digest can be compared only with digests of the same process.
 */
export class Digest {
	readonly #cipher = createCipheriv('aes-128-gcm', key, nonce);

	update(bytes: Uint8Array): void {
		this.#cipher.setAAD(bytes);
	}

	end(): string {
		this.#cipher.final();
		return this.#cipher.getAuthTag().toString('latin1');
	}
}

export function digestOf(bytes: Uint8Array): string {
	const digest = new Digest();
	digest.update(bytes);
	return digest.end();
}
