// Opens a terminal with a program in it and tells what the program writes there. When this process is killed, nobody
// holds the terminal any more: it is gone as when a window is closed or a connection lost.
import {spawn} from '@lydell/node-pty';

const [file = '', ...args] = process.argv.slice(2);
const pty = spawn(file, args, {name: 'xterm-256color', cols: 100, rows: 30, env: process.env});
pty.onData(data => {
	process.stdout.write(data);
});
process.stdin.on('data', (data: Buffer) => {
	pty.write(data.toString());
});
pty.onExit(() => {
	process.exit(0);
});
