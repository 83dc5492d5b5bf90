import { config } from 'zod';

/** zod compiles parsers with `new Function` unless told not to, and the panel's content policy forbids that. Import this first. */
config({ jitless: true });
