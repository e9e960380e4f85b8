// Puts a defect in the place of a module of ours: `--import` this, and name the defect in CHAOS_DEFECT.
import { register } from 'node:module';

register(new URL('./plant-hooks.mjs', import.meta.url));
