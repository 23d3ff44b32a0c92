// Opens a terminal with a program and prints its output. Killing this process closes the terminal, like a closed
// window or a lost connection.
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
