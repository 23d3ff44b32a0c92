// Preloaded into the program: makes a system call that never returns, like a DNS lookup without a network. The named
// pipe at FAULT_PIPE has no writer.
import {open} from 'node:fs';

open(process.env['FAULT_PIPE'] ?? '', 'r', () => undefined);
