<#ftl output_format="plainText">
${headline}

<#list calls as call>
Who       ${call.who} (${call.kind})
Start     ${call.start}
End       ${call.end}
Duration  ${call.duration}
Type      ${call.type}<#if call.modalities?has_content>, ${call.modalities}</#if>
<#if call.joinUrl?has_content>
Join      ${call.joinUrl}
</#if>
Call      ${call.id}, version ${call.version}

</#list>
<#if event.rule??>
Rule      ${event.rule} (${severity})
</#if>
<#list reasons as reason>
          ${reason.part} = ${reason.value}
</#list>
Tenant    ${event.tenantId}
Event     ${type}, ${event.id}
