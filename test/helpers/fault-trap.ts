import {once} from 'node:events';
import {createServer, type AddressInfo} from 'node:net';

/** Another server, which must get no request. */
export type Trap = {
	readonly url: URL;
	/** The number of connections. */
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
