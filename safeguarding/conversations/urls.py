"""Messages of a case, under its address."""

from django.urls import path

from safeguarding.conversations.views import (
    bundles,
    conversation,
    exports,
    findings,
    pair_files,
    people,
    profile,
    rules,
)
from safeguarding.conversations.views.base import Purpose

app_name = "conversations"
CASE = "cases/<slug:reference>/messages/"
EXPORT = f"{CASE}<int:export>/"
PARTICIPANT = f"{EXPORT}people/<int:participant>/"

PAIRS = f"{CASE}pairs/"
PAIR = f"{PAIRS}<slug:one>/<slug:other>/"
FINDING = f"{CASE}findings/<int:finding>/"
BUNDLE = f"{CASE}bundles/<int:bundle>/"

urlpatterns = [
    path("messages/lexicon/", findings.show_lexicon, name="lexicon"),
    path(f"{CASE}findings/", findings.Findings.as_view(), name="findings"),
    path(FINDING, findings.OneFinding.as_view(), name="finding"),
    path(f"{FINDING}undo/", findings.UndoFinding.as_view(), name="finding_undo"),
    path(f"{FINDING}chronology/", findings.ToChronology.as_view(), name="finding_chronology"),
    path(PAIRS, profile.Pairs.as_view(), name="pairs"),
    path(f"{PAIRS}<slug:one>/", profile.Others.as_view(), name="others"),
    path(PAIR, profile.OnePair.as_view(), name="pair"),
    path(f"{PAIR}found/", pair_files.PairFound.as_view(), name="pair_found"),
    path(f"{PAIR}as/<slug:table>/", pair_files.PairTable.as_view(), name="pair_table"),
    path(f"{EXPORT}rules/", rules.Rules.as_view(), name="rules"),
    path(f"{EXPORT}rules/ask/", rules.AskRules.as_view(), name="rules_ask"),
    path(f"{EXPORT}rules/concern/", rules.LogConcern.as_view(), name="rules_concern"),
    path(f"{EXPORT}rules/<slug:rule>/", rules.OneRule.as_view(), name="rule"),
    path(f"{CASE}bundles/", bundles.Bundles.as_view(), name="bundles"),
    path(f"{CASE}bundles/new/", bundles.BundleNew.as_view(), name="bundle_new"),
    path(f"{CASE}bundles/put/", bundles.BundlePut.as_view(), name="bundle_put"),
    path(BUNDLE, bundles.OneBundle.as_view(), name="bundle"),
    path(f"{BUNDLE}change/", bundles.BundleChange.as_view(), name="bundle_change"),
    path(f"{BUNDLE}make/", bundles.BundleMake.as_view(), name="bundle_make"),
    path(f"{BUNDLE}take-out/", bundles.BundleTakeOut.as_view(), name="bundle_take_out"),
    path(f"{BUNDLE}<int:number>/", bundles.VersionOpen.as_view(), name="bundle_open"),
    path(f"{CASE}chronology/", bundles.ToChronology.as_view(), name="to_chronology"),
    path(CASE, exports.Exports.as_view(), name="exports"),
    path(f"{CASE}purpose/", Purpose.as_view(), name="purpose"),
    path(f"{CASE}add/", exports.AddExport.as_view(), name="add"),
    path(EXPORT, exports.OneExport.as_view(), name="export"),
    path(f"{EXPORT}answer/", exports.Answer.as_view(), name="answer"),
    path(f"{EXPORT}again/", exports.ReadAgain.as_view(), name="again"),
    path(f"{EXPORT}site/", exports.SaySite.as_view(), name="site"),
    path(f"{EXPORT}unread/", exports.Unread.as_view(), name="unread"),
    path(PARTICIPANT, people.Match.as_view(), name="match"),
    path(f"{PARTICIPANT}unmatch/", people.Unmatch.as_view(), name="unmatch"),
    path(f"{PARTICIPANT}owner/", people.Owner.as_view(), name="owner"),
    path(f"{EXPORT}<int:conversation>/", conversation.ReadConversation.as_view(), name="conversation"),
]
