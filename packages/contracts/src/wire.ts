/**
 * Version of everything that travels between device and server: releases, profiles, requests, answers.
 * 1: first release.
 */
export const WIRE_VERSION = 1;

/** The oldest version the server still answers. Phones may have been away for months. */
export const OLDEST_SERVED = 1;
