// Checks or signs a credential with the libraries of Digital Bazaar. One question a line on standard input, one answer a
// line on standard output, so that Node starts once for many.
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import * as vc from '@digitalbazaar/vc';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {checkStatus as checkBits} from '@digitalbazaar/vc-bitstring-status-list';
import {createInterface} from 'node:readline';
import {cryptosuite} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';

const loaderOf = documents => async url => {
  const document = documents[url];
  if(!document) {
    throw new Error(`nothing is fetched: ${url}`);
  }
  return {contextUrl: null, documentUrl: url, document};
};

const told = error => (error?.errors ?? [error]).map(one => String(one?.message ?? one)).join('; ');

async function verify({credential, documents, on}) {
  const suite = new DataIntegrityProof({cryptosuite});
  const documentLoader = loaderOf(documents);
  // it says what the bits are; that a set bit is bad news is for whoever asks
  const checkStatus = async options => {
    const found = await checkBits(
      {...options, suite, documentLoader, verifyBitstringStatusListCredential: true, verifyMatchingIssuers: true});
    const set = (found.results ?? []).filter(one => one.status).map(one => one.credentialStatus.statusPurpose);
    return set.length ? {verified: false, error: new Error(`set: ${set}`)} : found;
  };
  const result = await vc.verifyCredential({credential, suite, documentLoader, checkStatus, now: on});
  return {verified: result.verified, error: result.verified ? '' : told(result.error ?? result.statusResult?.error)};
}

async function sign({credential, documents, key, at}) {
  const pair = await Ed25519Multikey.from(key);
  const suite = new DataIntegrityProof({signer: pair.signer(), cryptosuite, date: at});
  return {credential: await vc.issue({credential, suite, documentLoader: loaderOf(documents)})};
}

for await (const line of createInterface({input: process.stdin})) {
  const question = JSON.parse(line);
  let answer;
  try {
    answer = await (question.ask === 'sign' ? sign(question) : verify(question));
  } catch(error) {
    answer = {verified: false, error: told(error)};
  }
  console.log(JSON.stringify(answer));
}
