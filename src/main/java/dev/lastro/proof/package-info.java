/**
 * What an auditor can check without us: the Merkle tree of RFC 6962 and its proofs, signed notes, checkpoints. Pure but for
 * the key's file; knows no database.
 */
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(allowedDependencies = {})
package dev.lastro.proof;
