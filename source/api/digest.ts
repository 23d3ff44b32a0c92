import {createCipheriv, createSecretKey, hash, randomBytes, type CipherGCM} from 'node:crypto';

const algorithm = 'aes-128-gcm';
/** A key object is prepared once; with plain bytes a digest of a typical response takes three times as long. */
const key = createSecretKey(randomBytes(16));
const nonce = Buffer.alloc(12);

/** SHA-256 is faster than AES-GCM up to this size. */
const maxHashSize = 8192;

/**
 * A digest that detects equal data: the AES-GCM authentication tag under a random key of this process, which costs a tenth
 * of SHA-256. Digests of different processes cannot be compared.
 */
export class Digest {
	#held: Uint8Array[] = [];
	#size = 0;
	#cipher: CipherGCM | null = null;

	update(bytes: Uint8Array): void {
		this.#size += bytes.byteLength;

		if (this.#cipher === null && this.#size <= maxHashSize) {
			this.#held.push(bytes);
			return;
		}

		this.#cipher ??= createCipheriv(algorithm, key, nonce);

		for (const held of this.#held) {
			this.#cipher.setAAD(held);
		}

		this.#held = [];
		this.#cipher.setAAD(bytes);
	}

	end(): string {
		if (this.#cipher === null) {
			const [only = new Uint8Array()] = this.#held;
			const whole = this.#held.length === 1 ? only : Buffer.concat(this.#held, this.#size);
			return hash('sha256', whole, 'base64');
		}

		this.#cipher.final();
		return this.#cipher.getAuthTag().toString('latin1');
	}
}

export function digestOf(bytes: Uint8Array): string {
	const digest = new Digest();
	digest.update(bytes);
	return digest.end();
}
