import fc from 'fast-check';

// Every property of a run starts from one seed, which the run prints at its end.
fc.configureGlobal({ seed: Number(process.env['CONTACTPOINT_SEED']) });
