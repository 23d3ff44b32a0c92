import {once} from 'node:events';
import {createServer, type AddressInfo} from 'node:net';

/** Somebody else's port, where nobody has any business. */
export type Trap = {
	readonly url: URL;
	/** Connections that were made to it all the same. */
	readonly caught: () => number;
	close(): Promise<void>;
};

export async function startTrap(): Promise<Trap> {
	let caught = 0;
	const server = createServer(socket => {
		caught++;
		socket.destroy();
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const {port} = server.address() as AddressInfo;
	return {
		url: new URL(`http://127.0.0.1:${port}/steal`),
		caught: () => caught,
		async close() {
			server.close();
			await once(server, 'close');
		},
	};
}
