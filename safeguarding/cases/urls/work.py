"""Tasks, referrals, reviews, protective measures, the DBS duty and the clocks of one case, under cases/."""

from django.urls import URLPattern, path

from safeguarding.cases.views.work import clocks, measures, referrals, reviews, tasks

urlpatterns: list[URLPattern] = [
    path("<str:reference>/tasks/", tasks.TaskList.as_view(), name="case_tasks"),
    path("<str:reference>/tasks/new/", tasks.TaskNew.as_view(), name="task_new"),
    path("<str:reference>/tasks/<int:pk>/", tasks.TaskEdit.as_view(), name="task_edit"),
    path("<str:reference>/tasks/<int:pk>/done/", tasks.TaskDone.as_view(), name="task_done"),
    path("<str:reference>/tasks/<int:pk>/cancel/", tasks.TaskCancel.as_view(), name="task_cancel"),
    path("<str:reference>/referrals/", referrals.ReferralList.as_view(), name="case_referrals"),
    path("<str:reference>/referrals/new/", referrals.ReferralNew.as_view(), name="referral_new"),
    path("<str:reference>/referrals/<int:pk>/send/", referrals.ReferralSend.as_view(), name="referral_send"),
    path("<str:reference>/referrals/<int:pk>/answer/", referrals.ReferralAnswer.as_view(), name="referral_answer"),
    path(
        "<str:reference>/referrals/<int:pk>/conclude/", referrals.ReferralConclude.as_view(), name="referral_conclude"
    ),
    path("<str:reference>/referrals/<int:pk>/drop/", referrals.ReferralDrop.as_view(), name="referral_drop"),
    path("<str:reference>/reviews/", reviews.ReviewList.as_view(), name="case_reviews"),
    path("<str:reference>/reviews/new/", reviews.ReviewNew.as_view(), name="review_new"),
    path("<str:reference>/urgency/", reviews.CaseUrgency.as_view(), name="case_urgency"),
    path("<str:reference>/measures/", measures.MeasureList.as_view(), name="case_measures"),
    path("<str:reference>/measures/new/", measures.MeasureNew.as_view(), name="measure_new"),
    path("<str:reference>/measures/<int:pk>/review/", measures.MeasureReview.as_view(), name="measure_review"),
    path("<str:reference>/measures/<int:pk>/end/", measures.MeasureEnd.as_view(), name="measure_end"),
    path("<str:reference>/dbs-duties/<int:pk>/", measures.DutyDecide.as_view(), name="dbs_duty"),
    path("<str:reference>/clocks/", clocks.ClockList.as_view(), name="case_clocks"),
    path("<str:reference>/clocks/<int:pk>/extend/", clocks.ClockExtend.as_view(), name="clock_extend"),
    path("<str:reference>/clocks/<int:pk>/met/", clocks.ClockMeet.as_view(), name="clock_meet"),
]
