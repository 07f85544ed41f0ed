${headline}
<#if note != "">
${note}
</#if>

<#list facts as fact>
${(fact.label + ":")?right_pad(10)} ${fact.value}
</#list>
<#if joinUrl != "">
${"Join:"?right_pad(10)} ${joinUrl}
</#if>
<#if calls?has_content>

The calls:
<#list calls as call>
- ${call.when}: ${call.length}, ${call.who}
  ${call.id}
</#list>
<#if (moreCalls > 0)>
and ${moreCalls} more, not listed here.
</#if>
</#if>

-- 
Callwatch, ${type}, event ${id}
