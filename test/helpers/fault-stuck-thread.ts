// Loaded into the program before it starts: asks the system for something that it never answers, as for a name while
// the network is away. The named pipe at FAULT_PIPE has no writer.
import {open} from 'node:fs';

open(process.env['FAULT_PIPE'] ?? '', 'r', () => undefined);
